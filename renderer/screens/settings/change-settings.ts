import type { DeviceSettings } from '#shared/rpc/contract.ts';
import { ask } from '../../data/ask.ts';
import { queryClient } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { showToast } from '../../ui/toast.tsx';

const KEY = ['app.settings', {}];

/** Changes what this device looks like, on the screen at once; back again, with the reason, where it cannot be kept. */
export async function changeSettings(change: Partial<DeviceSettings>): Promise<void> {
  const before = queryClient.getQueryData<DeviceSettings>(KEY);
  if (before !== undefined) queryClient.setQueryData(KEY, { ...before, ...change });
  const answer = await ask('app.changeSettings', change);
  if (answer.ok) return;
  queryClient.setQueryData(KEY, before);
  if (answer.failure.code !== 'unexpected') showToast({ text: sentenceOf(answer.failure.code, answer.failure.details), tone: 'error' });
}
