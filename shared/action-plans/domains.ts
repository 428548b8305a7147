/**
 * The parts of a life a goal can be about: the needs a Health Action Plan must be able to hold.
 *
 * @see DHCS, ECM Policy Guide, comprehensive care management plan: physical, developmental and mental health,
 * dementia, substance use, long-term services, oral health, palliative care, social needs and housing.
 */
export const DOMAINS = [
  'housing',
  'physical_health',
  'mental_health',
  'substance_use',
  'oral_health',
  'developmental',
  'dementia',
  'long_term_services',
  'palliative_care',
  'food',
  'income',
  'transport',
  'safety',
  'family_and_community',
  'other',
] as const;

export type Domain = (typeof DOMAINS)[number];

/** The words users see for each domain. */
export const DOMAIN_WORDS: Readonly<Record<Domain, string>> = {
  housing: 'Housing',
  physical_health: 'Physical health',
  mental_health: 'Mental health',
  substance_use: 'Substance use',
  oral_health: 'Oral health',
  developmental: 'Developmental',
  dementia: 'Memory and dementia',
  long_term_services: 'Long-term services',
  palliative_care: 'Palliative care',
  food: 'Food',
  income: 'Income and benefits',
  transport: 'Getting around',
  safety: 'Safety',
  family_and_community: 'Family and community',
  other: 'Other',
};
