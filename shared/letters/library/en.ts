import type { LetterKind } from '../kinds.ts';

const CLOSE = `
Call us at {{agency.phone}}. We can help in your language at no cost.

Your care team at {{agency.name}}`;

/** The shipped texts in English. They are drafts until a plan approves them. */
export const ENGLISH: Readonly<Record<LetterKind, { readonly title: string; readonly body: string }>> = {
  welcome: {
    title: 'Welcome',
    body: `# Welcome, {{member.called_name}}

We are {{agency.name}}. We work with {{plan.name}} to help you with your health and your daily life. This help is free for you. You can say yes or no.

## What we can do

- Help you see the right doctor.
- Help you get rides, food and housing help.
- Make one plan with you, in your own words.
- Be there when you leave the hospital.

{{#if lead.name}}
Your main helper is {{lead.name}}.
{{/if}}
{{#if member.interpreter}}
We will have an interpreter for you each time. You do not pay for it.
{{/if}}
${CLOSE}`,
  },
  outreach_1: {
    title: 'We would like to meet you',
    body: `# We would like to meet you

Dear {{member.called_name}},

You can get more help with your health through {{plan.name}}. It is free. We would like to meet you and hear what you need.

We can meet at your home, at our office, or at a place you like. You choose.
${CLOSE}`,
  },
  outreach_2: {
    title: 'We still hope to meet you',
    body: `# We still hope to meet you

Dear {{member.called_name}},

We wrote to you before. We can help you find a doctor, a ride, food or a safe place to stay. It is free, and you can stop at any time.

Tell us the best day and time to call you.
${CLOSE}`,
  },
  outreach_3: {
    title: 'Our help is still here for you',
    body: `# Our help is still here for you

Dear {{member.called_name}},

We tried to reach you a few times. We know that life is busy. You can still get our help, and it is free.

If you want it, call us. If you do not want it, you can tell us that too. Your health plan stays the same.
${CLOSE}`,
  },
  unable_to_reach: {
    title: 'We could not reach you',
    body: `# We could not reach you

Dear {{member.called_name}},

We called and wrote to you, and we did not hear back. We will stop calling for now.

You can still ask for our help at any time. Your Medi-Cal and your doctor stay the same.
${CLOSE}`,
  },
  appointment: {
    title: 'Your visit',
    body: `# Your visit

Dear {{member.called_name}},

We look forward to seeing you.

- Day: {{appointment.date}}
- Time: {{appointment.time}}
- Place: {{appointment.place}}
- With: {{appointment.with}}

{{#if member.interpreter}}
An interpreter will be there. You do not pay for it.
{{/if}}
Do you need a ride, or a new day? Let us know.
${CLOSE}`,
  },
  care_team: {
    title: 'Your care team',
    body: `# Your care team

Dear {{member.called_name}},

These are the people who help you:

{{#each care_team}}
- {{name}}, {{role}}, {{phone}}
{{/each}}

{{lead.name}} is your main helper. You can ask for a new helper at any time.
${CLOSE}`,
  },
  enrollment: {
    title: 'You are now part of the program',
    body: `# You are now part of the program

Dear {{member.called_name}},

You joined {{program.name}} on {{enrolled.on}}. Your main helper is {{lead.name}}.

Next, we will ask what matters to you. Then we will make a plan with you. You get a copy of it.

You can stop at any time. Just tell us.
${CLOSE}`,
  },
  assignment_change: {
    title: 'You have a new main helper',
    body: `# You have a new main helper

Dear {{member.called_name}},

{{lead.name}} is your main helper now. Your plan and your other helpers stay the same.

{{lead.name}} will call you soon. If you want a different helper, tell us.
${CLOSE}`,
  },
  hap_copy: {
    title: 'Your Health Action Plan',
    body: `# Your Health Action Plan

Dear {{member.called_name}},

Here is your plan, version {{hap.version}}. You and your team signed it on {{hap.signed_on}}.

{{#if goals}}
## Your goals

{{#each goals}}
- {{words}}
{{/each}}

{{/if}}
Is something not right? Call us. You can ask for a change at any time.
${CLOSE}`,
  },
  reassessment_due: {
    title: 'Time to look at your plan again',
    body: `# Time to look at your plan again

Dear {{member.called_name}},

We look at your plan with you from time to time. The next time is by {{hap.review_on}}.

Think about what went well and what you want to change. Then call us to set a day.
${CLOSE}`,
  },
  graduation: {
    title: 'You reached your goals',
    body: `# You reached your goals

Dear {{member.called_name}},

You worked hard and you reached your goals. Well done. You told us that you are ready to go on by yourself.

Your Medi-Cal and your doctor stay the same. If you need us again, call us.
${CLOSE}`,
  },
  referral: {
    title: 'A place that can help you',
    body: `# A place that can help you

Dear {{member.called_name}},

We asked {{referral.to}} to help you with this: {{referral.reason}}.

Their phone is {{referral.phone}}. They may call you. You can also call them first.

Did you not hear from them in two weeks? Tell us, and we will ask again.
${CLOSE}`,
  },
  consent: {
    title: 'Your choice to take part',
    body: `# Your choice to take part

{{agency.name}} helps you with your health and your daily life. It is free. It is your choice.

- You can say no. Your Medi-Cal and your doctor stay the same.
- You can say yes now and stop later.
- You can ask for a copy of this page.

This page is only about taking part. It does not let anyone share your health records.

I want to take part.

___ {{member.name}}
___ Person who signs for the member, and why they may`,
  },
  authorization: {
    title: 'Permission to share health information',
    body: `# Permission to share health information

Name: {{member.name}}
Date of birth: {{member.birth_date}}

{{!information}}
## What may be shared
{{auth.information}}

{{#if auth.substance_use}}
I also let them share records of drug or alcohol treatment: {{auth.substance_use}}
{{/if}}
{{#if auth.sensitive}}
I also let them share records of sensitive care: {{auth.sensitive}}
{{/if}}
{{!discloser}}
## Who may share it
{{auth.discloser}}

{{!recipient}}
## Who may get it
{{auth.recipient}}

{{!purpose}}
## Why, and its limits
{{auth.purpose}}

{{!expires}}
## When this ends
{{auth.expires}}

## Your rights
{{!refuse}}
- You do not have to sign this.
{{!not_conditioned}}
- You get your care and your benefits if you sign or not.
{{!revoke}}
- You can take this back at any time. Do it in writing and send it to {{agency.name}}, {{agency.address}}. It does not undo what was shared before.
{{!redisclosure}}
- The person who gets it may share it with others. Then the law may not protect it any more.
{{!copy}}
- You have a right to a copy of this form.

{{!signature}}
{{!representative}}
___ {{member.name}}
___ Person who signs for the member, and by what right`,
  },
};
