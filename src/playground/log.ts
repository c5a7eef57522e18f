/** The part of a logger that the playground needs; pino's has it. */
export interface PlaygroundLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
