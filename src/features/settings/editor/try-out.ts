import { editorFormCard } from '../../../../cards/editor.ts';
import { tryOutCard } from '../../../../cards/try-out.ts';
import { organisationForPreview } from '../../../application/organisation.ts';
import type { CardJson, CardTap, TapAnswer } from '../../../application/ports.ts';
import type { FormData, ItemDefinition } from '../../../core/definition.ts';
import { computeForm, isShown, validateForm } from '../../../core/form.ts';
import { previewPath } from '../../../core/preview.ts';
import { answer, show, textInput } from '../../shared/answers.ts';
import type { FeatureDeps } from '../../shared/deps.ts';
import { factsOf } from '../../shared/facts.ts';
import { formField, hasControl } from '../../shared/form-fields.ts';
import { aheadView } from '../../shared/path-ahead.ts';
import { nameOf } from '../../shared/people.ts';
import { readForm } from '../../shared/read-form.ts';
import { editorContext } from './context.ts';
import type { ItemDraft } from './draft.ts';

/** The control that names who applies in the trial; no field of an item is called so. */
const APPLICANT = '$applicant';

/** 试运行: who applies, and the form as it would be filled in. */
export async function tryForm(deps: FeatureDeps, tap: CardTap, { item }: ItemDraft): Promise<TapAnswer> {
  return show(await form(deps, tap, item, {}));
}

async function form(
  deps: FeatureDeps,
  tap: CardTap,
  item: ItemDefinition,
  typed: FormData,
  applicant = tap.person,
): Promise<CardJson> {
  const { candidates, departments } = await editorContext(deps, tap.person, item);
  const { texts: t } = deps;
  const choices = { candidates, departments };
  const controls = item.fields.filter(hasControl).filter(({ type }) => type !== 'formula');
  return editorFormCard(
    {
      item: item.name,
      title: t('editor.try'),
      notes: [t('editor.note.try')],
      fields: [
        {
          field: {
            kind: 'person',
            id: APPLICANT,
            label: t('editor.field.applicant'),
            required: true,
            candidates: [...new Set([applicant, ...candidates])],
            value: applicant,
          },
        },
        ...controls.map(field => ({ field: formField(field, typed, [], choices, field.required ?? false) })),
      ],
      submit: { label: t('editor.tryRun'), action: { a: 'edit.tryRun', item: item.id } },
      buttons: [{ label: t('button.back'), action: { a: 'edit.open', item: item.id, part: '' } }],
    },
    t,
  );
}

/** Who would act if this person applied with this form: found by exactly the routing that then runs. Nothing is stored. */
export async function tryRun(deps: FeatureDeps, tap: CardTap, { item }: ItemDraft): Promise<TapAnswer> {
  const applicant = textInput(tap, APPLICANT) ?? tap.person;
  const shown = new Set(item.fields.filter(hasControl).map(({ id }) => id));
  const typed = readForm(item, tap.form ?? {}, {}, shown);
  const organisation = await organisationForPreview(
    { directory: deps.directory, settings: deps.stores.settings, delegations: deps.delegations },
    item,
    applicant,
    typed,
    {},
  );
  const filled = computeForm(item, typed, { applicant, organisation });
  const faults = validateForm(item, filled, organisation, applicant).filter(({ field }) => shown.has(field));
  if (item.flow.length === 0) return answer('info', deps.texts('editor.problem.emptyFlow', { detail: '' }));
  const path = previewPath(
    { definition: item, organisation, calendar: deps.calendar },
    applicant,
    filled,
    {},
    deps.clock.now(),
  );
  return show(
    tryOutCard(
      {
        item: item.name,
        applicant: nameOf(organisation, applicant),
        facts: factsOf(item, filled, organisation),
        path: path.flatMap(step => aheadView(step, item, organisation, deps.texts)),
        incomplete: item.fields
          .filter(field => isShown(item, field, filled) && faults.some(fault => fault.field === field.id))
          .map(({ label }) => label),
        back: { a: 'edit.open', item: item.id, part: '' },
        again: { a: 'edit.try', item: item.id },
      },
      deps.texts,
    ),
  );
}
