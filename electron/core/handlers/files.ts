import { readFile } from 'node:fs/promises';
import { documentFile } from '#shared/domain/library/entities.ts';
import { chosenFileSchema } from '#shared/domain/tickets/entities.ts';
import { ATTACHMENT_COUNT, ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { CoreError } from '../core-error.ts';
import { diskFailure } from '../disk-failure.ts';
import { openableCopy } from '../files/openable-copy.ts';
import { fetchAttachment, type AttachmentFile } from '../files/fetch-attachment.ts';
import type { Context, HandlersOf } from './context.ts';
import { filesSentFromHere } from '../sync/attention.ts';
import { putAwayFile } from './preferences.ts';

/** TKT-12, DET-08. */
export function fileHandlers(context: Context, runner: CommandRunner): HandlersOf<'files'> {
  const { session, options } = context;
  const fetched = async (tenant: string, id: string): Promise<AttachmentFile> => {
    const tell = () => context.publisher.publish('changed', { tenant, entities: [documentFile.name] });
    const file = await fetchAttachment(session.desk(), context.cloud, tenant, id, tell);
    if (!file) throw new CoreError('file.unknown');
    return file;
  };
  return {
    'files.limits': () => ({ attachment: ATTACHMENT_LIMIT, count: ATTACHMENT_COUNT }),
    'files.keep': async ({ id, name, mime, bytes }) => {
      const { store } = session.desk().profile;
      if (bytes.length === 0) throw new CoreError('file.empty', { name });
      if (bytes.length >= ATTACHMENT_LIMIT) throw new CoreError('file.too_large', { name, size: bytes.length, limit: ATTACHMENT_LIMIT });
      // A name that no command would take is said now and not when everything is written.
      const named = chosenFileSchema.pick({ name: true }).safeParse({ name });
      if (!named.success) throw new CoreError('file.name', { name: name.slice(0, 200) });
      const { sha256, size } = await store.files.keep(bytes);
      const kind = chosenFileSchema.shape.mime.safeParse(mime);
      return { id, name: named.data.name, size, mime: kind.success ? kind.data : 'application/octet-stream', sha256 };
    },
    'files.missing': () => {
      const { store, person } = session.desk().profile;
      return store.cache.missingFiles(person().id, filesSentFromHere(store.log));
    },
    'files.putAway': async ({ id }) => {
      await putAwayFile(session.desk(), runner, id);
      return null;
    },
    'files.open': async ({ tenant, id }) => {
      const file = await fetched(tenant, id);
      if (await options.host.openFile(await openableCopy(options.root, id, file))) return { url: null };
      return { url: `/files/${tenant}/${id}` };
    },
    // Whole: nothing that is kept is over ATTACHMENT_LIMIT.
    'files.read': async ({ tenant, id }) => ({ bytes: new Uint8Array(await readFile((await fetched(tenant, id)).path).catch(diskFailure)) }),
    'files.kept': async ({ sha256 }) => {
      const { files } = session.desk().profile.store;
      if (!(await files.whole(sha256))) throw new CoreError('file.unknown');
      return { bytes: new Uint8Array(await readFile(files.pathOf(sha256)).catch(diskFailure)) };
    },
  };
}
