import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.ts';
import { featuresTable, withTable } from './features-table.ts';

/** `npm run features`: writes the README's table of what is done. Ends with 1 when a named test does not exist. */
const { table, faults } = featuresTable(projectRoot);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
const readme = join(projectRoot, 'README.md');
writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), table));
console.log(table.split('\n')[0]);
