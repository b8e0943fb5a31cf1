import { expect, test } from 'vitest';
import { accepted, command, newId, replyInput, withStore } from '../store/fixtures.ts';
import { remarksOn } from './remarks-on.ts';

test('DET-05: what only the cloud could say of a delivered answer is told at the answer itself', async () => {
  await withStore(async ({ log }) => {
    const ticketId = newId();
    const [told, quiet, elsewhere] = [replyInput(ticketId, 'Chiudo'), replyInput(ticketId, 'Grazie'), replyInput(newId(), 'Altrove')];
    const remark = { code: 'ticket.close.too_soon', facts: { minutes: 3 } };
    for (const input of [told, quiet, elsewhere]) {
      const logged = log.append(command('ticket.reply', input), []);
      const result = accepted(logged.id, 7);
      const outcome = { state: 'accepted' as const, remarks: input === quiet ? [] : [remark], given: [], conflicts: 0 };
      log.recordResults([{ ...result, outcome }]);
    }
    expect(remarksOn(log, ticketId)).toEqual([{ messageId: told.messageId, remarks: [remark] }]);
  });
});
