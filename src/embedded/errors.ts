/** MongoDB's error codes that this store answers with, by name (MongoDB's error_codes.yml). */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  IndexNotFound: 27,
  PathNotViable: 28,
  NamespaceNotFound: 26,
  CannotCreateIndex: 67,
  NonExistentPath: 29,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  EmptyFieldName: 56,
  DottedFieldName: 57,
  CommandNotFound: 59,
  ImmutableField: 66,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  CommandNotSupported: 115,
  CommandFailed: 125,
  InvalidIndexSpecificationOption: 197,
  CannotIndexParallelArrays: 171,
  QueryFeatureNotAllowed: 224,
  NotImplemented: 238,
  CommandNotSupportedOnView: 166,
  InvalidPipelineOperator: 168,
  BSONObjectTooLarge: 10334,
  ConversionFailure: 241,
  DuplicateKey: 11000,
  NoQueryExecutionPlans: 291,
  InterruptedAtShutdown: 11600,
} as const;

export type CodeName = keyof typeof CODES;

/** An error that goes to the client as MongoDB would say it: `code`, `codeName`, `errmsg`. */
export class StoreError extends Error {
  readonly code: number;
  readonly codeName: string;
  /** Fields beside the code in the answer, e.g. `keyPattern` and `keyValue` of a duplicate key. */
  readonly info: Readonly<Record<string, unknown>> | undefined;

  constructor(code: CodeName | number, message: string, info?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'StoreError';
    this.code = typeof code === 'number' ? code : CODES[code];
    this.codeName = typeof code === 'number' ? `Location${code}` : code;
    this.info = info;
  }
}

/** The answer to what MongoDB can do and this store cannot: never a wrong answer instead. */
export function notSupported(what: string): StoreError {
  return new StoreError('NotImplemented', `${what} is not supported by the embedded store`);
}
