/** How many rounds a large property is played: quick by default, many where the environment asks for it. */
export function rounds(variable: string, quick: number): number {
  const asked = Number(process.env[variable] ?? quick);
  if (!Number.isSafeInteger(asked) || asked < 1) throw new Error(`${variable} is not a number of rounds`);
  return asked;
}
