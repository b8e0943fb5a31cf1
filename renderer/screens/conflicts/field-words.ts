import type { RichText } from '#shared/domain/kernel/rich-text.ts';
import { plainOf } from '#shared/domain/kernel/rich-text.ts';
import { i18n } from '../../i18n.ts';

/** How a field is called, and what its values are called where they are codes. */
interface FieldWords {
  readonly label: string;
  readonly value?: (code: string) => string;
}

/** Every field that two people can write at once, by `entity.field`; a test finds the one that is missing. */
export const FIELD_WORDS: Readonly<Record<string, FieldWords>> = {
  'ticket.title': { label: 'support:field.title' },
  'ticket.description': { label: 'support:field.description' },
  'ticket.type': { label: 'support:field.type', value: (code) => `support:type.${code}.short` },
  'ticket.area': { label: 'support:field.area', value: (code) => `support:area.${code}.short` },
  'ticket.priority': { label: 'support:field.priority', value: (code) => `support:priority.${code}` },
  'ticket.contactId': { label: 'support:field.contact_person' },
  'ticket.email': { label: 'support:field.email.short' },
  'ticket.phone': { label: 'support:field.phone' },
  'ticket.contactPreference': { label: 'support:field.contact', value: (code) => `support:contact.${code}` },
  'canned_answer.title': { label: 'service:answers.field.title' },
  'canned_answer.body': { label: 'service:answers.field.text' },
  'support_settings.closeAfterMinutes': { label: 'shell:conflict.field.close_after' },
  'company.name': { label: 'company:field.name' },
  'company.vatNumber': { label: 'company:field.vat' },
  'company.selfRegistration': { label: 'company:field.self_registration' },
  'company.supportDays': { label: 'company:field.support_days' },
  'company.siteForm': { label: 'company:field.site_form' },
  'company.siteOrigins': { label: 'company:field.site_origins' },
  'user_group.name': { label: 'company:field.group_name' },
  'module_access.enabled': { label: 'company:field.module_enabled' },
  'module_access.everyone': { label: 'company:field.module_everyone' },
  'support_settings.simpleForm': { label: 'shell:conflict.field.simple_form' },
  'support_settings.usersSeeAll': { label: 'shell:conflict.field.users_see_all', value: (code) => `shell:conflict.users_see_all.${code}` },
};

/** The field's name; that of the record for a field of a later program. */
export function fieldLabel(entity: string, field: string): string {
  const label = FIELD_WORDS[`${entity}.${field}`]?.label;
  return label === undefined ? field : i18n.t(label);
}

/** A value as a person reads it: its own words, the code's, or the text as it is. */
export function valueWords(entity: string, field: string, { value, words }: { readonly value: unknown; readonly words: string | null }): string {
  if (words !== null) return words;
  if (isRichText(value)) return plainOf(value);
  if (value === null || value === '') return i18n.t('shell:conflict.empty');
  const code = typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
  const key = code === undefined ? undefined : FIELD_WORDS[`${entity}.${field}`]?.value?.(code);
  if (typeof value === 'boolean' && key === undefined) return i18n.t(`company:value.${String(value)}`);
  return key !== undefined && i18n.exists(key) ? i18n.t(key) : typeof value === 'string' ? value : JSON.stringify(value);
}

/** Tells a document from other values; its shape was checked when it was written. */
export function isRichText(value: unknown): value is RichText {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'doc' && 'content' in value && Array.isArray(value.content);
}

/** Whether the value is written freely, so that the difference between two of them is worth marking. */
export function isFreeText(entity: string, field: string, value: { readonly value: unknown; readonly words: string | null }): boolean {
  if (value.words !== null || FIELD_WORDS[`${entity}.${field}`]?.value !== undefined) return false;
  return typeof value.value === 'string' || isRichText(value.value);
}
