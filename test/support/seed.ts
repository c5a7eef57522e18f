/** With `PROPERTY_SEED` (a whole number) each property draws the same examples again; without it every run looks elsewhere. */
const seed = Number(process.env['PROPERTY_SEED'] ?? Number.NaN);
if (Number.isInteger(seed)) {
  const fc = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
