import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadMessages } from '../../../config/texts.ts';
import { projectRoot } from '../../../config/project-root.ts';
import type { Refusal } from '../../../src/core/commands.ts';
import type { RequestStatus, RunNote } from '../../../src/core/request.ts';

const folder = join(projectRoot, 'config', 'locales');
const messages = { zh: loadMessages(folder, 'zh-CN'), en: loadMessages(folder, 'en-US') };

/** Complete by type: a refusal that is added to the core and has no words here does not compile. */
const refusals: Readonly<Record<Exclude<Refusal['code'], 'badPerson'>, true>> = {
  alreadyDecided: true,
  requestEnded: true,
  notYours: true,
  notAllowed: true,
  notFound: true,
  alreadySubmitted: true,
  reasonRequired: true,
  opinionRequired: true,
  commentEmpty: true,
  coolDown: true,
  urgedOften: true,
  nobodyToAct: true,
  badTarget: true,
  signatureRequired: true,
  attachmentRequired: true,
  tooLate: true,
  notClaimed: true,
  chooseActors: true,
  fieldNotEditable: true,
  badSigners: true,
  alreadyMovedOn: true,
  formInvalid: true,
  ruleOutdated: true,
  dateTooEarly: true,
  extensionRunning: true,
};
type BadPerson = Extract<Refusal, { code: 'badPerson' }>['why'];
const badPeople: Readonly<Record<BadPerson, true>> = {
  member: true,
  applicant: true,
  gone: true,
  unknown: true,
  self: true,
  tooManyHops: true,
  pingPong: true,
};
const notes: Readonly<Record<RunNote, true>> = {
  nobody: true,
  self: true,
  delegated: true,
  blocked: true,
  chainEnded: true,
  choose: true,
};
const statuses: Readonly<Record<RequestStatus, true>> = {
  RUNNING: true,
  RETURNED: true,
  APPROVED: true,
  REJECTED: true,
  CANCELED: true,
  TERMINATED: true,
  EXPIRED: true,
  REVOKED: true,
};

describe('whatever the core refuses or notes has words in both languages', () => {
  test.each([
    ...Object.keys(refusals).map(code => `refusal.${code}`),
    ...Object.keys(badPeople).map(why => `refusal.badPerson.${why}`),
    ...Object.keys(notes).map(note => `path.${note}`),
    ...Object.keys(statuses).map(status => `outcome.${status}`),
  ])('%s', key => {
    expect(messages.zh[key]).toBeTruthy();
    expect(messages.en[key]).toBeTruthy();
  });
});
