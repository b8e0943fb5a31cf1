import { PASSWORD_LIMITS } from '#shared/api/account.ts';

export interface TypedUser {
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly again: string;
  readonly privacy: boolean;
}

/** Which key of the locale stands beside which field of *Creazione Utente* (ACC-02); names may stay empty. */
export function checkNewUser({ password, again, privacy }: TypedUser): { readonly [K in 'password' | 'again' | 'privacy']?: string } {
  return {
    ...(password.length < PASSWORD_LIMITS.min ? { password: 'activate.short' } : {}),
    ...(password !== again ? { again: 'activate.differs' } : {}),
    ...(privacy ? {} : { privacy: 'activate.privacy_missing' }),
  };
}
