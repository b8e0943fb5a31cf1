import { parseArgs } from 'node:util';
import { examineRoot } from '#core/doctor/examine-root.ts';
import { reportLines } from '#core/doctor/report-lines.ts';
import { profileRoot } from '#hosts/profile-root.ts';

/* `npm run doctor [-- --root FOLDER] [--json]`: how the profiles of this device stand, without what people wrote. */
const { values } = parseArgs({ options: { root: { type: 'string' }, json: { type: 'boolean', default: false } } });
const root = values.root ?? profileRoot();

try {
  const report = await examineRoot(root);
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else for (const line of reportLines(root, report)) console.log(line);
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error;
  console.error(`The folder ${root} cannot be read (${String(error.code)}). Name another with --root FOLDER.`);
  process.exitCode = 1;
}
