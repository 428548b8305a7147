import type { LetterKind } from '../kinds.ts';

const CLOSE = `
Llámenos al {{agency.phone}}. Le ayudamos en su idioma, sin costo.

Su equipo de {{agency.name}}`;

/** The shipped texts in Spanish: the same letters, paragraph by paragraph. A qualified translator reviews them with the plan. */
export const SPANISH: Readonly<Record<LetterKind, { readonly title: string; readonly body: string }>> = {
  welcome: {
    title: 'Bienvenida',
    body: `# Le damos la bienvenida, {{member.called_name}}

Somos {{agency.name}}. Trabajamos con {{plan.name}} para ayudarle con su salud y su vida diaria. Esta ayuda es gratis. Usted puede decir sí o no.

## Lo que podemos hacer

- Ayudarle a ver al doctor que necesita.
- Ayudarle con viajes, comida y vivienda.
- Hacer un plan con usted, en sus palabras.
- Estar con usted cuando salga del hospital.

{{#if lead.name}}
La persona que más le ayuda es {{lead.name}}.
{{/if}}
{{#if member.interpreter}}
Cada vez habrá un intérprete. Usted no paga.
{{/if}}
${CLOSE}`,
  },
  outreach_1: {
    title: 'Nos gustaría conocerle',
    body: `# Nos gustaría conocerle

Hola, {{member.called_name}}:

Usted puede recibir más ayuda con su salud por medio de {{plan.name}}. Es gratis. Queremos conocerle y saber qué necesita.

Podemos vernos en su casa, en la oficina o donde usted quiera. Usted elige.
${CLOSE}`,
  },
  outreach_2: {
    title: 'Todavía queremos conocerle',
    body: `# Todavía queremos conocerle

Hola, {{member.called_name}}:

Ya le escribimos antes. Le podemos ayudar a encontrar un doctor, un viaje, comida o un lugar seguro. Es gratis. Puede parar cuando quiera.

Díganos qué día y a qué hora le podemos llamar.
${CLOSE}`,
  },
  outreach_3: {
    title: 'Nuestra ayuda sigue aquí',
    body: `# Nuestra ayuda sigue aquí

Hola, {{member.called_name}}:

Le buscamos varias veces. Sabemos que la vida es dura. Todavía puede tener nuestra ayuda. Es gratis.

Si la quiere, llámenos. Si no la quiere, también nos lo puede decir. Su plan de salud queda igual.
${CLOSE}`,
  },
  unable_to_reach: {
    title: 'No le pudimos encontrar',
    body: `# No le pudimos encontrar

Hola, {{member.called_name}}:

Le llamamos y le escribimos. No supimos de usted. Por ahora no le vamos a llamar más.

Puede pedir nuestra ayuda cuando quiera. Su Medi-Cal y su doctor quedan igual.
${CLOSE}`,
  },
  appointment: {
    title: 'Su visita',
    body: `# Su visita

Hola, {{member.called_name}}:

Nos dará gusto verle.

- Día: {{appointment.date}}
- Hora: {{appointment.time}}
- Lugar: {{appointment.place}}
- Con: {{appointment.with}}

{{#if member.interpreter}}
Habrá un intérprete. Usted no paga.
{{/if}}
¿Necesita un viaje u otro día? Díganos.
${CLOSE}`,
  },
  care_team: {
    title: 'Su equipo',
    body: `# Su equipo

Hola, {{member.called_name}}:

Estas son las personas que le ayudan:

{{#each care_team}}
- {{name}}, {{role}}, {{phone}}
{{/each}}

{{lead.name}} es quien más le ayuda. Puede pedir otra persona cuando quiera.
${CLOSE}`,
  },
  enrollment: {
    title: 'Ya es parte del programa',
    body: `# Ya es parte del programa

Hola, {{member.called_name}}:

Usted entró a {{program.name}} el {{enrolled.on}}. La persona que más le ayuda es {{lead.name}}.

Ahora le vamos a preguntar qué quiere usted. Luego hacemos un plan con usted. Le damos una copia.

Puede parar cuando quiera. Solo díganos.
${CLOSE}`,
  },
  assignment_change: {
    title: 'Otra persona le ayuda ahora',
    body: `# Otra persona le ayuda ahora

Hola, {{member.called_name}}:

{{lead.name}} es quien más le ayuda ahora. Su plan y su equipo quedan igual.

{{lead.name}} le va a llamar pronto. Si quiere otra persona, díganos.
${CLOSE}`,
  },
  hap_copy: {
    title: 'Su Plan de Acción de Salud',
    body: `# Su Plan de Acción de Salud

Hola, {{member.called_name}}:

Este es su plan, versión {{hap.version}}. Usted y su equipo lo firmaron el {{hap.signed_on}}.

{{#if goals}}
## Sus metas

{{#each goals}}
- {{words}}
{{/each}}

{{/if}}
¿Algo no está bien? Llámenos. Puede pedir un cambio cuando quiera.
${CLOSE}`,
  },
  reassessment_due: {
    title: 'Es hora de ver su plan otra vez',
    body: `# Es hora de ver su plan otra vez

Hola, {{member.called_name}}:

De vez en cuando vemos el plan con usted. La próxima vez es antes del {{hap.review_on}}.

Piense en lo que va bien y en lo que quiere cambiar. Luego llámenos para poner un día.
${CLOSE}`,
  },
  graduation: {
    title: 'Usted logró sus metas',
    body: `# Usted logró sus metas

Hola, {{member.called_name}}:

Usted trabajó duro y logró sus metas. Muy bien. Nos dijo que ya puede seguir por su cuenta.

Su Medi-Cal y su doctor quedan igual. Si nos necesita otra vez, llámenos.
${CLOSE}`,
  },
  referral: {
    title: 'Un lugar que le puede ayudar',
    body: `# Un lugar que le puede ayudar

Hola, {{member.called_name}}:

Le pedimos a {{referral.to}} que le ayude con esto: {{referral.reason}}.

Su teléfono es {{referral.phone}}. Le pueden llamar. Usted también puede llamar.

¿No le llaman en dos semanas? Díganos y pedimos otra vez.
${CLOSE}`,
  },
  consent: {
    title: 'Usted decide si participa',
    body: `# Usted decide si participa

{{agency.name}} le ayuda con su salud y su vida diaria. Es gratis. Usted decide.

- Puede decir que no. Su Medi-Cal y su doctor quedan igual.
- Puede decir que sí y parar luego.
- Puede pedir una copia de esta hoja.

Esta hoja es solo para participar. No deja que nadie comparta sus datos de salud.

Quiero participar.

___ {{member.name}}
___ Persona que firma por el miembro, y por qué puede`,
  },
  authorization: {
    title: 'Permiso para compartir datos de salud',
    body: `# Permiso para compartir datos de salud

Nombre: {{member.name}}
Fecha de nacimiento: {{member.birth_date}}

{{!information}}
## Lo que se puede compartir
{{auth.information}}

{{#if auth.substance_use}}
También doy permiso para datos de tratamiento por drogas o alcohol: {{auth.substance_use}}
{{/if}}
{{#if auth.sensitive}}
También doy permiso para datos de servicios delicados: {{auth.sensitive}}
{{/if}}
{{!discloser}}
## Quién los puede dar
{{auth.discloser}}

{{!recipient}}
## Quién los puede recibir
{{auth.recipient}}

{{!purpose}}
## Para qué, y sus límites
{{auth.purpose}}

{{!expires}}
## Cuándo termina
{{auth.expires}}

## Sus derechos
{{!refuse}}
- Usted no tiene que firmar.
{{!not_conditioned}}
- Si firma o no, recibe su cuidado y sus beneficios.
{{!revoke}}
- Puede quitar este permiso cuando quiera. Hágalo por escrito a {{agency.name}}, {{agency.address}}. No cambia lo que ya se dio.
{{!redisclosure}}
- Quien recibe los datos los puede dar a otros. Entonces la ley tal vez no los protege.
{{!copy}}
- Tiene derecho a una copia de esta hoja.

{{!signature}}
{{!representative}}
___ {{member.name}}
___ Persona que firma por el miembro, y con qué derecho`,
  },
};
