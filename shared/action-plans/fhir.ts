import type { Member } from '../members/member.ts';
import { GOAL_STATUS_WORDS, type GoalStatus, needsInOrder } from './content.ts';
import type { PlanVersion } from './contract.ts';
import { DOMAIN_WORDS } from './domains.ts';

const LIFECYCLE: Readonly<Record<GoalStatus, string>> = {
  new: 'accepted',
  working: 'active',
  met: 'completed',
};

// A new goal is on its way from the day it is signed.
const ATTAINMENT: Readonly<Record<GoalStatus, { readonly code: string; readonly display: string }>> = {
  new: { code: 'in-progress', display: 'In Progress' },
  working: { code: 'in-progress', display: 'In Progress' },
  met: { code: 'achieved', display: 'Achieved' },
};

const HEALTH_CONCERN = {
  system: 'http://hl7.org/fhir/us/core/CodeSystem/condition-category',
  code: 'health-concern',
  display: 'Health Concern',
} as const;

const GENDER: Readonly<Record<string, string>> = { F: 'female', M: 'male', X: 'other', U: 'unknown' };

/**
 * Writes one version as a FHIR R4 bundle: Patient, Goals, Conditions, CareTeam and the CarePlan that ties them.
 *
 * References inside are `urn:uuid`, so the bundle stands by itself. A draft has status `draft` and intent `proposal`.
 *
 * @see HL7 FHIR R4, Bundle (collection), CarePlan, Goal.
 */
export function carePlanBundle(
  plan: PlanVersion,
  member: Member,
  options: { readonly agency: string; readonly now: string },
): Record<string, unknown> {
  const { content } = plan;
  const needs = needsInOrder(content);
  const signed = plan.state === 'signed';
  const urn = (id: string) => `urn:uuid:${id}`;
  const patient = { reference: urn(member.id), display: member.name };
  const entry = (id: string, resource: Record<string, unknown>) => ({ fullUrl: urn(id), resource });
  const team = content.careTeam.map((one) => ({
    role: [{ text: one.role }],
    member: { display: one.phone === '' ? one.name : `${one.name}, ${one.phone}` },
  }));
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: options.now,
    entry: [
      entry(member.id, {
        resourceType: 'Patient',
        identifier: [
          { type: { text: 'Medi-Cal Client Index Number' }, value: member.cin },
          ...(member.mrn ? [{ type: { text: 'Medical record number' }, value: member.mrn }] : []),
        ],
        name: [{ family: member.lastName, given: [member.firstName, member.middleName].filter(Boolean) }],
        gender: GENDER[member.sex] ?? 'unknown',
        birthDate: member.birthDate,
        ...(member.language ? { communication: [{ language: { text: member.language } }] } : {}),
      }),
      ...content.goals.map((goal, index) =>
        entry(goal.id, {
          resourceType: 'Goal',
          lifecycleStatus: signed ? LIFECYCLE[goal.status] : 'proposed',
          achievementStatus: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/goal-achievement',
                ...ATTAINMENT[goal.status],
              },
            ],
            text: GOAL_STATUS_WORDS[goal.status],
          },
          category: [{ text: DOMAIN_WORDS[goal.domain] }],
          priority: { text: String(index + 1) },
          description: { text: goal.words },
          subject: patient,
          ...(goal.measure || goal.targetDate
            ? {
                target: [
                  {
                    ...(goal.measure
                      ? { measure: { text: 'How we will know' }, detailString: goal.measure }
                      : {}),
                    ...(goal.targetDate ? { dueDate: goal.targetDate } : {}),
                  },
                ],
              }
            : {}),
          ...(goal.barriers ? { note: [{ text: `What gets in the way: ${goal.barriers}` }] } : {}),
        }),
      ),
      entry(plan.id, {
        resourceType: 'CarePlan',
        identifier: plan.sha256 ? [{ type: { text: 'SHA-256 of the content' }, value: plan.sha256 }] : [],
        status: signed ? 'active' : 'draft',
        intent: signed ? 'plan' : 'proposal',
        title: `Health Action Plan, version ${plan.version ?? 0}`,
        description: content.needs,
        subject: patient,
        created: plan.startedAt,
        ...(content.reviewOn && plan.signedAt
          ? { period: { start: plan.signedAt.slice(0, 10), end: content.reviewOn } }
          : {}),
        author: { display: plan.signedBy?.name ?? plan.startedBy.name },
        contributor: [{ display: options.agency }],
        contained: [
          { resourceType: 'CareTeam', id: 'team', status: 'active', subject: patient, participant: team },
          ...content.snapshot.diagnoses.map(({ code, label }, index) => ({
            resourceType: 'Condition',
            id: `condition-${index + 1}`,
            code: {
              coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code, display: label }],
              text: label,
            },
            subject: patient,
          })),
          ...needs.map(({ domain, text }, index) => ({
            resourceType: 'Condition',
            id: `need-${index + 1}`,
            category: [{ coding: [HEALTH_CONCERN], text: DOMAIN_WORDS[domain] }],
            code: { text },
            subject: patient,
          })),
        ],
        careTeam: [{ reference: '#team' }],
        addresses: [
          ...content.snapshot.diagnoses.map((_, index) => ({ reference: `#condition-${index + 1}` })),
          ...needs.map((_, index) => ({ reference: `#need-${index + 1}` })),
        ],
        goal: content.goals.map(({ id }) => ({ reference: urn(id) })),
        activity: content.goals.flatMap((goal) =>
          goal.steps.map((step) => ({
            detail: {
              status: step.done ? 'completed' : 'not-started',
              goal: [{ reference: urn(goal.id) }],
              description: step.text,
              performer: [{ display: step.ownerName }],
              ...(step.dueOn ? { scheduledPeriod: { end: step.dueOn } } : {}),
            },
          })),
        ),
        note: [
          ['Strengths', content.strengths],
          ['What matters', content.preferences],
          ['In a crisis', content.crisisPlan],
          ['Call at night', content.crisisContact],
          ['After a hospital stay or a move', content.transitionPlan],
          ['Medicines', content.snapshot.medications],
          ['Emergency room and hospital', content.snapshot.utilization],
        ]
          .filter(([, text]) => text !== '')
          .map(([name, text]) => ({ text: `${name}: ${text}` })),
      }),
    ],
  };
}
