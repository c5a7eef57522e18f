import type { Doc, Value } from '../../bson/value.ts';
import type { Store } from '../../storage/store.ts';
import type { Variables } from '../parse-filter.ts';

/** Documents on their way through a pipeline; `undefined` means: still at work, others may have a turn. */
export type Documents = Generator<Doc | undefined>;

/** What the stages of one pipeline share. */
export interface PipelineContext {
  store: Store;
  db: string;
  variables: Variables;
  /** Compiles an inner pipeline, for $lookup, $unionWith and $facet. */
  inner(stages: Value, variables: Variables): InnerPipeline;
}

export interface InnerPipeline {
  /** Runs over a collection by its name. */
  over(collection: string): Documents;
  /** Runs over documents at hand. */
  on(documents: Documents): Documents;
}

/** A stage, ready to run. */
export type Stage = (input: Documents) => Documents;
export type StageCompiler = (argument: Value, context: PipelineContext, name: string) => Stage;
export type Stages = Readonly<Record<string, StageCompiler>>;

/** A stage that makes at most one document of each. */
export function eachDocument(run: (doc: Doc) => Doc | undefined): Stage {
  return function* stage(input) {
    for (const doc of input) yield doc === undefined ? undefined : run(doc);
  };
}
