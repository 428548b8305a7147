import { outreachContract } from '#shared/outreach/contract.ts';
import { handle } from '../procedure.ts';
import { saveCallSheet } from './call-sheet.ts';
import { getCard } from './card.ts';
import { closeByHand, extendWindow, reopenOutreach } from './change.ts';
import { saveAttemptDraft } from './drafts.ts';
import { logAttempt } from './log-attempt.ts';
import { logMailing } from './mailing.ts';
import { listQueue } from './queue.ts';
import { strikeAttempt } from './strike.ts';

const os = handle(outreachContract);

/** Outreach before enrollment. */
export const outreachProcedures = os.router({
  queue: os.queue.handler(({ input, context }) => listQueue(context, input)),
  card: os.card.handler(({ input, context }) => getCard(context, input)),
  saveDraft: os.saveDraft.handler(({ input, context }) => saveAttemptDraft(context, input)),
  log: os.log.handler(({ input, context }) => logAttempt(context, input)),
  logMailing: os.logMailing.handler(({ input, context }) => logMailing(context, input)),
  strike: os.strike.handler(({ input, context }) => strikeAttempt(context, input)),
  extend: os.extend.handler(({ input, context }) => extendWindow(context, input)),
  close: os.close.handler(({ input, context }) => closeByHand(context, input)),
  reopen: os.reopen.handler(({ input, context }) => reopenOutreach(context, input)),
  callSheet: os.callSheet.handler(({ input, context }) => saveCallSheet(context, input)),
});
