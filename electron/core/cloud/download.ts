import { ROUTES } from '#shared/api/routes.ts';
import { ATTACHMENT_LIMIT } from '#shared/domain/tickets/values.ts';
import { failureOf, noAnswer, type Http } from './http.ts';

/** The bytes of an attachment; whoever calls checks their hash. Throws a CloudError (`file.unknown`, `tenant.forbidden`…). */
export async function download(http: Http, token: string, tenant: string, attachmentId: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await http.client
    .request<ArrayBuffer>({
      method: 'GET',
      url: `${ROUTES.attachments}/${encodeURIComponent(tenant)}/${encodeURIComponent(attachmentId)}`,
      responseType: 'arraybuffer',
      maxContentLength: ATTACHMENT_LIMIT,
      timeout: 60_000,
      signal,
      headers: { ...http.authorization(token), accept: '*/*' },
    })
    .catch(noAnswer);
  const bytes = new Uint8Array(response.data);
  if (response.status !== 200) {
    throw failureOf({ status: response.status, text: new TextDecoder().decode(bytes.subarray(0, 10_000)), header: () => undefined });
  }
  return bytes;
}
