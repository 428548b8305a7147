import type { CallContext } from '../context.ts';
import { askCosign } from './after/after.ts';
import { signNote } from './sign.ts';

/** Signs a note and, where somebody was chosen, asks them to sign as well, in one transaction. */
export async function signAndAsk(
  context: CallContext,
  input: { readonly id: string; readonly cosignBy: string | null },
): Promise<Awaited<ReturnType<typeof signNote>>> {
  const signed = await signNote(context, input);
  if (!input.cosignBy) return signed;
  return { ...signed, note: (await askCosign(context, { id: input.id, of: input.cosignBy })).note };
}
