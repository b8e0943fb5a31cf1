import { expect, test } from 'vitest';
import it from '#shared/locales/it/errors.json' with { type: 'json' };
import en from '#shared/locales/en/errors.json' with { type: 'json' };
import ru from '#shared/locales/ru/errors.json' with { type: 'json' };
import { isNetworkDrive } from './network-drive.ts';
import { onDisk, StoreError, storeErrorOf } from './store-error.ts';

const failing = (code: string) => Object.assign(new Error('x'), { code });

test.each([
  ['SQLITE_FULL', 'disk.full'], ['ENOSPC', 'disk.full'], ['EDQUOT', 'disk.full'], ['SQLITE_IOERR_SHMSIZE', 'disk.full'],
  ['SQLITE_READONLY_DBMOVED', 'disk.read_only'], ['SQLITE_CANTOPEN', 'disk.read_only'], ['EACCES', 'disk.read_only'], ['EROFS', 'disk.read_only'],
  ['SQLITE_CORRUPT_VTAB', 'store.broken'], ['SQLITE_NOTADB', 'store.broken'], ['SQLITE_BUSY', 'store.locked'],
  ['SQLITE_IOERR_FSYNC', 'disk.failed'], ['ENOTDIR', 'disk.not_a_folder'],
])('what the system calls %s is told as %s (R6)', (system, code) => {
  expect(storeErrorOf(failing(system), 'log.db')).toMatchObject({ code, facts: { file: 'log.db', system } });
  expect(() => onDisk('log.db', () => { throw failing(system); })).toThrow(StoreError);
});

test('a bug stays a bug', () => {
  expect(storeErrorOf(new TypeError('x'), 'log.db')).toBeUndefined();
  expect(storeErrorOf(failing('SQLITE_CONSTRAINT_UNIQUE'), 'log.db')).toBeUndefined();
});

test('every code of this room has its sentence in each language', () => {
  const codes = [
    'disk.full', 'disk.read_only', 'disk.not_a_folder', 'disk.failed', 'store.newer', 'store.locked', 'store.broken', 'store.network_drive',
    'store.closed', 'file.gone', 'cache.rebuilt', 'log.salvaged', 'drafts.rebuilt',
  ];
  for (const sentences of [it, en, ru]) expect(codes.filter((code) => !(code in sentences))).toEqual([]);
});

test('a folder on another machine is told where it can be', () => {
  expect(isNetworkDrive('\\\\server\\share\\profile', 'win32')).toBe(true);
  expect(isNetworkDrive('\\\\?\\UNC\\server\\share', 'win32')).toBe(true);
  expect(isNetworkDrive('C:\\Users\\mario', 'win32')).toBe(false);
  expect(isNetworkDrive('\\\\?\\C:\\Users\\mario', 'win32')).toBe(false);
  expect(isNetworkDrive('/home/mario', 'linux', () => 0x6969)).toBe(true);
  expect(isNetworkDrive('/home/mario', 'linux', () => 0xef53)).toBe(false);
  expect(isNetworkDrive(import.meta.dirname)).toBe(false);
});
