import type { DeviceSettings } from '#shared/rpc/contract.ts';

/** Each language in its own words, as whoever looks for it knows it. */
export const LANGUAGE_OPTIONS: readonly { readonly value: DeviceSettings['language']; readonly label: string }[] = [
  { value: 'it', label: 'Italiano' },
  { value: 'en', label: 'English' },
  { value: 'ru', label: 'Русский' },
];
