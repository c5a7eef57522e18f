import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';
import type { RequestDocument } from './request-document.ts';

const { Mixed } = Schema.Types;

const required = { type: String, required: true } as const;
const instant = { type: Number, required: true } as const;

/** `strict`: a field that is not named here is refused, not dropped. `minimize: false` keeps `{}` as it is. */
export function defineModel<T>(
  connection: Connection,
  collection: string,
  fields: SchemaDefinition,
): Model<T> {
  const schema = new Schema(fields, {
    strict: 'throw',
    minimize: false,
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    collection,
  });
  return connection.model<T>(collection, schema);
}

export function requestModel(connection: Connection): Model<RequestDocument> {
  return defineModel<RequestDocument>(connection, 'requests', {
    _id: required,
    version: instant,
    submissionKey: required,
    state: { type: Mixed, required: true },
    number: required,
    applicant: required,
    status: required,
    submittedAt: instant,
    holders: [String],
    live: [Mixed],
    inHands: [String],
    urgentAt: Number,
    actedBy: [String],
    parties: [String],
    people: [String],
    words: [String],
    booked: { type: [Mixed], default: undefined },
    bookedRules: { type: [String], default: undefined },
    claims: { type: [String], default: undefined },
    bookedUntil: String,
    stalled: Boolean,
    nextRuleAt: Number,
    nextWakeAt: Number,
    changedAt: instant,
    timeline: [Mixed],
    outbox: [Mixed],
    processed: [String],
  });
}
