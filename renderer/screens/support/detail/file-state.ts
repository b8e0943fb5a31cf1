import type { AttachmentView } from '#shared/rpc/contract.ts';

export type FileState = 'uploading' | 'waiting' | 'needs_you' | 'missing' | 'arriving' | 'ready';

/** Where the bytes are: leaving this device, on their way to the cloud from another one, there, or never come. */
export function fileState(file: Pick<AttachmentView, 'state' | 'here' | 'sent' | 'sync'>): FileState {
  if (file.sync === 'needs_you') return 'needs_you';
  if (file.state === 'missing') return 'missing';
  if (file.state === 'available') return 'ready';
  if (!file.here) return 'arriving';
  return file.sent > 0 ? 'uploading' : 'waiting';
}
