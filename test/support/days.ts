/** The day so many days from now, `2026-12-01`, where the playground is: tests run on any day. */
export function inDays(days: number): string {
  const then = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(then);
}
