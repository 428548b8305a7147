import type { Program } from '../members/member.ts';

/** A core service as the chips of the note show it. */
export interface CoreService {
  readonly id: string;
  readonly label: string;
  /** The program's own full name of the service. */
  readonly title: string;
}

/**
 * The six core services of the Health Homes Program.
 *
 * @see Welf. & Inst. Code §14127 ff.; SPA 16-007. The service is not part of the code, so it is kept in the note.
 */
export const HHP_SERVICES: readonly CoreService[] = [
  { id: 'care_management', label: 'Care management', title: 'Comprehensive care management' },
  { id: 'care_coordination', label: 'Care coordination', title: 'Care coordination' },
  { id: 'health_promotion', label: 'Health promotion', title: 'Health promotion' },
  { id: 'transitional_care', label: 'Transitional care', title: 'Comprehensive transitional care' },
  { id: 'family_support', label: 'Individual and family support', title: 'Individual and family support' },
  {
    id: 'social_supports',
    label: 'Community and social supports',
    title: 'Referral to community and social supports',
  },
];

/**
 * The seven core services of Enhanced Care Management: outreach first, then the HHP six under newer names.
 *
 * @see CenCal Health, CalAIM provider page (cencalhealth.org/providers/calaim).
 */
export const ECM_SERVICES: readonly CoreService[] = [
  { id: 'outreach', label: 'Outreach', title: 'Outreach and engagement' },
  {
    id: 'care_management',
    label: 'Assessment, plan',
    title: 'Comprehensive assessment and care management plan',
  },
  { id: 'care_coordination', label: 'Care coordination', title: 'Enhanced coordination of care' },
  { id: 'health_promotion', label: 'Health promotion', title: 'Health promotion' },
  { id: 'transitional_care', label: 'Transitional care', title: 'Comprehensive transitional care' },
  { id: 'family_support', label: 'Member and family supports', title: 'Member and family supports' },
  {
    id: 'social_supports',
    label: 'Community and social supports',
    title: 'Coordination of and referral to community and social support services',
  },
];

/** The core services of a program; ids are the same in both, so a history reads across the change. */
export function coreServices(program: Program | null): readonly CoreService[] {
  return program === 'HHP' ? HHP_SERVICES : ECM_SERVICES;
}
