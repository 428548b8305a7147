import { unfinishedContract } from '#shared/unfinished/contract.ts';
import { handle } from '../procedure.ts';
import { keepUnfinished, readUnfinished } from './unfinished.ts';

const os = handle(unfinishedContract);

export const unfinishedProcedures = os.router({
  mine: os.mine.handler(({ context }) => readUnfinished(context)),
  keep: os.keep.handler(({ input, context }) => keepUnfinished(context, input.unfinished)),
});
