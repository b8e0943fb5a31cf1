/** One violation of each rule of .dependency-cruiser.cjs: where it is planted and what it says. */
export interface Planted {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

export const PLANTED: readonly Planted[] = [
  { rule: 'no-circles', file: 'shared/circle-a.ts', text: "import { b } from './circle-b.ts';\nexport const a = () => b;" },
  { rule: 'resolvable', file: 'shared/lost.ts', text: "import './nowhere.ts';" },
  { rule: 'shared-knows-nobody', file: 'shared/knows.ts', text: "import '../electron/core/anything.ts';" },
  { rule: 'core-is-hostless', file: 'electron/core/hostful.ts', text: "import '../browser/anything.ts';" },
  { rule: 'hosts-share-little', file: 'electron/hosts/reaches.ts', text: "import '../core/anything.ts';" },
  { rule: 'browser-host-enters-by-the-door', file: 'electron/browser/reaches.ts', text: "import '../core/anything.ts';" },
  { rule: 'desktop-host-enters-by-the-door', file: 'electron/desktop/reaches.ts', text: "import '../core/anything.ts';" },
  { rule: 'screens-ask-through-the-contract', file: 'renderer/reaches.ts', text: "import '../electron/core/anything.ts';" },
  { rule: 'cloud-stands-alone', file: 'cloud/reaches.ts', text: "import '../electron/core/anything.ts';" },
  { rule: 'preload-is-a-few-lines', file: 'electron/desktop/preload/heavy.ts', text: "import '../anything.ts';" },
  { rule: 'store-is-the-ground', file: 'electron/core/store/up.ts', text: "import '../sync/anything.ts';" },
  { rule: 'cloud-client-knows-no-rows', file: 'electron/core/cloud/rows.ts', text: "import '../store/anything.ts';" },
  { rule: 'sync-serves-no-screen', file: 'electron/core/sync/screen.ts', text: "import '../handlers/anything.ts';" },
  { rule: 'nobody-needs-a-test', file: 'cloud/tested.ts', text: "import './anything.test.ts';" },
  { rule: 'no-node-in-shared', file: 'shared/noded.ts', text: "import 'node:fs';" },
  { rule: 'no-node-in-renderer', file: 'renderer/noded.ts', text: "import 'node:fs';" },
  { rule: 'shared-uses-zod-alone', file: 'shared/packaged.ts', text: "import 'dayjs';" },
  { rule: 'electron-in-the-desktop', file: 'electron/hosts/electronic.ts', text: "import 'electron-updater';" },
  { rule: 'http-in-one-place', file: 'renderer/http.ts', text: "import 'axios';" },
  { rule: 'axios-in-core-cloud', file: 'electron/core/sync/http.ts', text: "import 'axios';" },
  { rule: 'sql-in-the-store', file: 'electron/core/handlers/sql.ts', text: "import 'better-sqlite3';" },
  { rule: 'secrets-have-one-door', file: 'electron/core/sync/secret.ts', text: "import '@napi-rs/keyring';" },
  { rule: 'the-kit-behind-ui', file: 'renderer/screens/kit.ts', text: "import '@mantine/core';" },
  { rule: 'the-table-behind-grid', file: 'renderer/screens/table.ts', text: "import '@tanstack/react-table';" },
  { rule: 'react-in-the-renderer', file: 'electron/hosts/reactive.ts', text: "import 'react';" },
  { rule: 'the-server-in-cloud', file: 'electron/core/server.ts', text: "import 'pg';" },
  { rule: 'sockets-in-the-browser-host', file: 'electron/core/socket.ts', text: "import 'ws';" },
  { rule: 'build-tools-stay-home', file: 'cloud/build.ts', text: "import 'vite';" },
];

/** The other half of the planted circle, which is reported once. */
export const OTHER_HALF = { file: 'shared/circle-b.ts', text: "import { a } from './circle-a.ts';\nexport const b = () => a;" };

/** The innocent files that the planted ones point at. */
export const TARGETS = ['electron/core', 'electron/core/store', 'electron/core/sync', 'electron/core/handlers', 'electron/browser', 'electron/desktop'].map((folder) => `${folder}/anything.ts`);
