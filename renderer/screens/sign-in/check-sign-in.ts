/** Which key of the locale stands beside which field, before anything is sent; empty when there is nothing to say. */
export function checkSignIn(email: string, password: string): { readonly email?: string; readonly password?: string } {
  const address = email.trim();
  return {
    ...(address === '' ? { email: 'sign_in.email_missing' } : /^[^\s@]+@[^\s@]+$/.test(address) ? {} : { email: 'sign_in.email_odd' }),
    ...(password === '' ? { password: 'sign_in.password_missing' } : {}),
  };
}
