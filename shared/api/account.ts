import * as z from 'zod';

/** better-auth's own limits, said to the person before it does. */
export const PASSWORD_LIMITS = { min: 8, max: 200 } as const;

/** One sign-in of a person on some device (ACC-07). Never its token. Times are ms since 1970 UTC; last use by the day. */
export const signedInDeviceSchema = z.object({
  id: z.string().max(64),
  /** The one that asks. */
  current: z.boolean(),
  /** Program and system, as the device says of itself; null where it said nothing. */
  device: z.string().nullable(),
  address: z.string().nullable(),
  since: z.int(),
  lastUsedAt: z.int(),
});
export type SignedInDevice = z.output<typeof signedInDeviceSchema>;

export const signedInDevicesSchema = z.object({ devices: z.array(signedInDeviceSchema) });
