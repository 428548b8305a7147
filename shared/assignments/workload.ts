import { z } from 'zod';

/**
 * How much work a member is and how much a member of staff can carry.
 *
 * Both are this agency's own settings: no caseload ratio of the state was found, and plans that set one differ.
 * About 60 members to a care manager is what HHP documents mention, so that is where a new workspace starts.
 */
export const workloadSchema = z.object({
  /** Weight by tier as the plan names it; every other tier, or none, weighs 1. */
  weights: z.record(z.string(), z.number().min(0).max(20)).default({ '1': 1.5 }),
  /** What each member of staff can carry, in weight, and the languages they work in. */
  people: z
    .record(
      z.string(),
      z.object({
        capacity: z.number().min(0).max(1000),
        languages: z.array(z.string().max(60)).max(20),
      }),
    )
    .default({}),
});
export type Workload = z.infer<typeof workloadSchema>;

/** What somebody can carry while nobody has set it. */
export const USUAL_CAPACITY = 60;

/** The weight of one member. */
export function weightOf(workload: Workload, tier: string | null): number {
  return (tier === null ? undefined : workload.weights[tier.trim()]) ?? 1;
}

/** A weight as people read it: "52", "40.5". */
export function weightText(weight: number): string {
  return String(Math.round(weight * 10) / 10);
}
