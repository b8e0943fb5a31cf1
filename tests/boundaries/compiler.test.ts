import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the compiler says of `text`, were it a file in the room. */
function complaints(project: string, file: string, text: string): string[] {
  const config = ts.readConfigFile(join(root, project), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, join(root, project, '..'));
  const planted = join(root, file);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === planted || fileExists(path);
  host.getSourceFile = (path, language, ...more) => (path === planted ? ts.createSourceFile(path, text, language) : getSourceFile(path, language, ...more));
  const program = ts.createProgram([planted], options, host);
  return ts.getPreEmitDiagnostics(program, program.getSourceFile(planted)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const NODE = "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync(process.argv[0] ?? '');\n";
const PAGE = 'export const planted = document.title;\n';

test.each([
  ['shared knows no page', 'shared/tsconfig.json', 'shared/planted.ts', PAGE, "Cannot find name 'document'"],
  ['shared knows no Node', 'shared/tsconfig.json', 'shared/planted.ts', NODE, "Cannot find name 'process'"],
  ['a screen knows no Node', 'renderer/tsconfig.json', 'renderer/planted.ts', NODE, "Cannot find name 'process'"],
  ['the preload knows no Node', 'electron/desktop/preload/tsconfig.json', 'electron/desktop/preload/planted.ts', 'export const planted = process.pid;\n', "Cannot find name 'process'"],
  ['the core knows no page', 'electron/core/tsconfig.json', 'electron/core/planted.ts', PAGE, "Cannot find name 'document'"],
  ['the cloud knows no page', 'cloud/tsconfig.json', 'cloud/planted.ts', PAGE, "Cannot find name 'document'"],
])('The compiler draws the rooms: %s', (_what, project, file, text, expected) => {
  expect(complaints(project, file, text).join('\n')).toContain(expected);
});

test('An innocent line has no complaint, so the ones above are about what was planted', () => {
  expect(complaints('shared/tsconfig.json', 'shared/planted.ts', 'export const planted = 1;\n')).toEqual([]);
});
