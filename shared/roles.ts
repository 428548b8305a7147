/** The roles a user can hold; each procedure names those that may call it. */
export const ROLES = [
  'care_coordinator',
  'outreach_worker',
  'housing_navigator',
  'clinical_lead',
  'billing_lead',
  'administrator',
  'auditor',
] as const;

export type Role = (typeof ROLES)[number];

/** The words users see for each role. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  care_coordinator: 'care coordinator',
  outreach_worker: 'outreach worker',
  housing_navigator: 'housing navigator',
  clinical_lead: 'clinical lead',
  billing_lead: 'billing lead',
  administrator: 'administrator',
  auditor: 'auditor',
};

/** Everyone with an account, auditors included: for procedures that only show. */
export const EVERYONE: readonly Role[] = ROLES;
/** Those who serve members and write in charts. */
export const CARE_TEAM: readonly Role[] = [
  'care_coordinator',
  'outreach_worker',
  'housing_navigator',
  'clinical_lead',
  'administrator',
];
/** Those who send encounters and files to plans. */
export const BILLING: readonly Role[] = ['billing_lead', 'administrator'];
/** Those who answer for the program's numbers, and those who check them. */
export const MANAGERS: readonly Role[] = ['clinical_lead', 'billing_lead', 'administrator', 'auditor'];
/** Administrators only. */
export const ADMINISTRATORS: readonly Role[] = ['administrator'];
