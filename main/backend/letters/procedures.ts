import { lettersContract } from '#shared/letters/contract.ts';
import { handle } from '../procedure.ts';
import { printAddresses } from './addresses.ts';
import { checkLetters, previewLetter } from './check.ts';
import { approveTemplate, listTemplates, retireTemplate, saveTemplate } from './library.ts';
import { mailLog, markMailed, markReturned } from './mail.ts';
import { addPaper, listPapers, retirePaper } from './plan-papers.ts';
import { printLetters } from './print.ts';

const os = handle(lettersContract);

/** Letters to members. */
export const lettersProcedures = os.router({
  library: os.library.handler(({ context }) => listTemplates(context)),
  saveTemplate: os.saveTemplate.handler(({ input, context }) => saveTemplate(context, input)),
  approve: os.approve.handler(({ input, context }) => approveTemplate(context, input)),
  retire: os.retire.handler(({ input, context }) => retireTemplate(context, input)),
  papers: os.papers.handler(({ context }) => listPapers(context)),
  addPaper: os.addPaper.handler(({ input, context }) => addPaper(context, input)),
  retirePaper: os.retirePaper.handler(({ input, context }) => retirePaper(context, input)),
  check: os.check.handler(({ input, context }) => checkLetters(context, input)),
  preview: os.preview.handler(({ input, context }) => previewLetter(context, input)),
  print: os.print.handler(({ input, context }) => printLetters(context, input)),
  addresses: os.addresses.handler(({ input, context }) => printAddresses(context, input)),
  log: os.log.handler(({ input, context }) => mailLog(context, input)),
  mailed: os.mailed.handler(({ input, context }) => markMailed(context, input)),
  returned: os.returned.handler(({ input, context }) => markReturned(context, input)),
});
