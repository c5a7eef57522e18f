import { cpus, hostname, totalmem, type as osType } from 'node:os';
import { ObjectId } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../bson/check.ts';
import { MAX_MESSAGE_BYTES } from '../wire/frame.ts';
import { isDoc } from '../bson/value.ts';
import { StoreError } from '../errors.ts';
import type { Answer, Call, Commands } from './context.ts';

/** The wire version of MongoDB 7.0; a standalone's answers, so that drivers offer no transactions. */
const WIRE_VERSION = 21;
const VERSION = '7.0.0';
const processId = new ObjectId();

function hello(call: Call): Answer {
  const legacy = call.name !== 'hello';
  return {
    ...(legacy ? { ismaster: true } : { isWritablePrimary: true }),
    helloOk: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: call.connection.id,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  };
}

function buildInfo(): Answer {
  return {
    version: VERSION,
    gitVersion: 'embedded',
    modules: ['embedded'],
    allocator: 'system',
    javascriptEngine: 'none',
    versionArray: [7, 0, 0, 0],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    storageEngines: ['lmdb'],
  };
}

function serverStatus(call: Call): Answer {
  const { store, cursors, startedAt } = call.context;
  const memory = process.memoryUsage();
  return {
    host: hostname(),
    version: VERSION,
    process: 'embedded',
    pid: BigInt(process.pid),
    uptime: (Date.now() - startedAt) / 1000,
    localTime: new Date(),
    mem: { bits: 64, resident: Math.round(memory.rss / 1048576), virtual: 0, supported: true },
    metrics: { cursor: { open: { total: BigInt(cursors.size) } } },
    storageEngine: {
      name: 'lmdb',
      supportsCommittedReads: false,
      persistent: true,
      collections: store.catalogue.collections.size,
    },
  };
}

function hostInfo(): Answer {
  return {
    system: { hostname: hostname(), numCores: cpus().length, memSizeMB: Math.round(totalmem() / 1048576) },
    os: { type: osType() },
  };
}

function getParameter(call: Call): Answer {
  const known: Answer = { featureCompatibilityVersion: { version: '7.0' }, authenticationMechanisms: [] };
  const wanted = call.command.get('getParameter');
  const all = wanted === '*' || (isDoc(wanted) && wanted.get('allParameters') === true);
  const names = Object.keys(known).filter(name => all || call.command.has(name));
  if (names.length === 0) throw new StoreError('InvalidOptions', 'no option found to get');
  return Object.fromEntries(names.map(name => [name, known[name]]));
}

export const handshakeCommands: Commands = {
  hello,
  ismaster: hello,
  isMaster: hello,
  ping: () => ({}),
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  hostInfo,
  getParameter,
  connectionStatus: () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  }),
  whatsmyuri: () => ({ you: '127.0.0.1:0' }),
  getLog: () => ({ totalLinesWritten: 0, log: [] }),
  getCmdLineOpts: () => ({ argv: [], parsed: {} }),
  startSession: () => ({ id: { id: processId }, timeoutMinutes: 30 }),
  endSessions: () => ({}),
  refreshSessions: () => ({}),
  killSessions: () => ({}),
};
