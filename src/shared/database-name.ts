/** The database that a connection string names, else `onewindow`. */
export function databaseName(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri)?.[1];
  return path === undefined || path === '' ? 'onewindow' : decodeURIComponent(path);
}
