import type { Connection, Model } from 'mongoose';
import { Schema } from 'mongoose';
import type {
  Delivery,
  Draft,
  Inbound,
  ItemVersionRow,
  SentCard,
  SettingsChange,
} from '../../application/ports.ts';
import { defineModel } from './models.ts';

const { Mixed } = Schema.Types;
const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const date = { type: Date, required: true } as const;

/** `expireAt`: the database removes the document some time after it (TTL index). */
interface Expiring {
  readonly expireAt: Date;
}

export type DraftDocument = Omit<Draft, 'id'> & Expiring & { readonly _id: string };
export function draftModel(connection: Connection): Model<DraftDocument> {
  return defineModel<DraftDocument>(connection, 'drafts', {
    _id: text,
    person: text,
    itemId: text,
    itemVersion: number,
    form: { type: Mixed, required: true },
    chosen: { type: Mixed, required: true },
    departmentId: String,
    updatedAt: number,
    requestId: String,
    resubmittedFrom: String,
    staged: Mixed,
    behalf: Mixed,
    expireAt: date,
  });
}

/** One version of an item; `_id` is `<itemId>@<version>`, so that a version can be published once only. */
export interface ItemVersionDocument extends ItemVersionRow {
  readonly _id: string;
  readonly itemId: string;
  readonly version: number;
  /** Absent in versions from before there were hashes. */
  readonly chain?: string;
}
export function itemVersionModel(connection: Connection): Model<ItemVersionDocument> {
  return defineModel<ItemVersionDocument>(connection, 'item_versions', {
    _id: text,
    itemId: text,
    version: number,
    definition: { type: Mixed, required: true },
    enabled: { type: Boolean, required: true },
    publishedAt: number,
    publishedBy: text,
    summary: [Mixed],
    chain: String,
  });
}

/** One version of the settings; the highest `_id` is current. */
export type SettingsDocument = SettingsChange & { readonly _id: number; readonly chain?: string };
export function settingsModel(connection: Connection): Model<SettingsDocument> {
  return defineModel<SettingsDocument>(connection, 'settings', {
    _id: number,
    settings: { type: Mixed, required: true },
    by: text,
    at: number,
    summary: [Mixed],
    chain: String,
  });
}

export interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}
export function counterModel(connection: Connection): Model<CounterDocument> {
  return defineModel<CounterDocument>(connection, 'counters', { _id: text, value: number });
}

/** A number that was given for good; `_id` is `<series>#<number>`. */
export interface GivenNumberDocument {
  readonly _id: string;
  readonly series: string;
  readonly value: number;
  readonly owner: string;
}
export function givenNumberModel(connection: Connection): Model<GivenNumberDocument> {
  return defineModel<GivenNumberDocument>(connection, 'given_numbers', {
    _id: text,
    series: text,
    value: number,
    owner: text,
  });
}

export interface DeliveryDocument extends Omit<Delivery, 'id'> {
  readonly _id: string;
  /** Set by a lease, taken off by its end: still there at the next lease, the outcome is not known. */
  readonly trying?: boolean;
}
export function deliveryModel(connection: Connection): Model<DeliveryDocument> {
  return defineModel<DeliveryDocument>(connection, 'deliveries', {
    _id: text,
    requestId: text,
    effect: { type: Mixed, required: true },
    status: text,
    attempts: number,
    createdAt: number,
    nextAt: number,
    firstTriedAt: Number,
    trying: Boolean,
    uncertain: Boolean,
    messageId: String,
    error: String,
    expireAt: Date,
  });
}

export type SentCardDocument = Omit<SentCard, 'messageId'> & Expiring & { readonly _id: string };

export interface InboxDocument {
  readonly _id: string;
  readonly event: Inbound;
  readonly status: 'open' | 'done' | 'failed';
  readonly attempts: number;
  readonly nextAt: number;
  readonly receivedAt: number;
  readonly error?: string;
  readonly expireAt?: Date;
}
export function inboxModel(connection: Connection): Model<InboxDocument> {
  return defineModel<InboxDocument>(connection, 'inbox', {
    _id: text,
    event: { type: Mixed, required: true },
    status: text,
    attempts: number,
    nextAt: number,
    receivedAt: number,
    error: String,
    expireAt: Date,
  });
}

export type MarkDocument = Expiring & { readonly _id: string };
export function markModel(connection: Connection): Model<MarkDocument> {
  return defineModel<MarkDocument>(connection, 'marks', { _id: text, expireAt: date });
}
