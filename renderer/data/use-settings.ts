import type { DeviceSettings } from '#shared/rpc/contract.ts';
import { useQueryOf } from './query.ts';

const FIRST: DeviceSettings = { language: 'it', theme: 'system', density: 'comfortable', undoSend: true };

/** Language, theme and density of this device. */
export function useSettings(): DeviceSettings {
  return useQueryOf('app.settings', {}).data ?? FIRST;
}
export function useDensity(): DeviceSettings['density'] {
  return useSettings().density;
}
