import type { Role } from '../roles.ts';

/** Who sees only their own caseload while caseloads are closed; leads, billing, administrators and auditors see all. */
export const CASELOAD_ROLES: readonly Role[] = ['care_coordinator', 'outreach_worker', 'housing_navigator'];

/** How long a chart that was opened with a reason stays open to the person who opened it, in hours. */
export const OPENED_HOURS = 4;
