import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import type { Role } from '../roles.ts';

/** Those who may take a member's whole record out of the workspace, and prove later that it is unchanged. */
export const PACKET_MAKERS: readonly Role[] = ['administrator', 'auditor', 'clinical_lead'];

/** A packet as the workspace remembers it. */
export const packetSchema = z.object({
  id: idSchema,
  memberId: idSchema,
  memberName: z.string(),
  purpose: z.string(),
  fileName: z.string(),
  pages: z.number().int(),
  bytes: z.number().int(),
  parts: z.number().int(),
  /** SHA-256 over the whole file, hexadecimal. */
  sha256: z.string(),
  madeAt: instantSchema,
  madeBy: z.string(),
});
export type Packet = z.infer<typeof packetSchema>;

export const packetEventSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('gathering'),
    /** What is being read or laid out: "Notes". */
    section: z.string(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  z.object({ step: z.literal('cancelled') }),
  z.object({
    step: z.literal('done'),
    packet: packetSchema,
    /** Sentences about records that are not what was signed, and about characters no font has. */
    notes: z.array(z.string()),
  }),
]);
export type PacketEvent = z.infer<typeof packetEventSchema>;

/** How a part of a packet compares with what was written. */
export const partStateSchema = z.enum(['same', 'changed']);

/** What looking at a file again found. */
export const packetCheckSchema = z.object({
  fileName: z.string(),
  /**
   * `unchanged`: byte for byte what this workspace wrote. `changed`: it is not. `not_ours`: a packet of another
   * workspace, which only its own list of parts can speak for. `no_packet`: no packet at all.
   */
  outcome: z.enum(['unchanged', 'changed', 'not_ours', 'no_packet']),
  /** What was found, in sentences, the most important first. */
  sentences: z.array(z.string()),
  parts: z.array(
    z.object({
      title: z.string(),
      firstPage: z.number().int().nullable(),
      pages: z.number().int(),
      state: partStateSchema,
    }),
  ),
  packet: packetSchema.nullable(),
});
export type PacketCheck = z.infer<typeof packetCheckSchema>;

/** Audit packets: a member's whole record as one file, with a hash that proves it unchanged. */
export const packetsContract = {
  /** Asks where to put it, gathers everything about the member and writes one bookmarked PDF. */
  make: procedure({ roles: PACKET_MAKERS, kind: 'job', audit: { none: 'recorded together with the file' } })
    .input(
      z.strictObject({
        memberId: idSchema,
        purpose: lineSchema.min(1, 'Say what the packet is for.'),
      }),
    )
    .output(eventIterator(packetEventSchema)),

  /** The packets made for a member, newest first. */
  list: procedure({ roles: PACKET_MAKERS, kind: 'read', audit: 'packet.list' })
    .input(z.strictObject({ memberId: idSchema }))
    .output(z.object({ packets: z.array(packetSchema) })),

  /** Asks for a file and says whether it is what was written, and which part is not; null when none was chosen. */
  verify: procedure({ roles: PACKET_MAKERS, kind: 'job', audit: 'packet.verify' })
    .input(z.strictObject({}).prefault({}))
    .output(packetCheckSchema.nullable()),
};
