import { searchContract } from '#shared/search/contract.ts';
import { handle } from '../procedure.ts';
import { searchWork } from './search-work.ts';

const os = handle(searchContract);

export const searchProcedures = os.router({
  work: os.work.handler(({ input, context }) => searchWork(context, input)),
});
