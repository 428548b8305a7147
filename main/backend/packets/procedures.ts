import { packetsContract } from '#shared/packets/contract.ts';
import type { CallContext } from '../context.ts';
import { handle } from '../procedure.ts';
import { makePacket } from './make.ts';
import { findPackets } from './store.ts';
import { verifyPacket } from './verify.ts';

const os = handle(packetsContract);

/** Audit packets. */
export const packetsProcedures = os.router({
  make: os.make.handler(({ input, context }) => makePacket(context, input)),
  list: os.list.handler(({ input, context }) => listPackets(context, input)),
  verify: os.verify.handler(({ context }) => verifyPacket(context)),
});

async function listPackets(context: CallContext, input: { readonly memberId: string }) {
  context.about({ memberId: input.memberId });
  return { packets: (await findPackets(context.db, input.memberId)).map(({ packet }) => packet) };
}
