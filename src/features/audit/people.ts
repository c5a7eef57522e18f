/** Whether a change was made by somebody, and not by the files or the service itself. */
export function isPerson(by: string): boolean {
  return by !== 'catalogue' && by !== 'system';
}
