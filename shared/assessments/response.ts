import type { CompiledForm, FormNode } from './compile.ts';
import type { Answer, QuestionnaireResponse, ResponseItem } from './questionnaire.ts';
import type { View } from './view.ts';

/** Where the builder looks: which items are open, and their answers. */
export interface ResponseSource {
  readonly isOpen: (node: FormNode) => boolean;
  readonly answersOf: (node: FormNode) => readonly Answer[];
  /** Told of every item as it is built, so that an occurrence can be found again. */
  readonly built?: (node: FormNode, item: ResponseItem) => void;
}

/** What a response says about itself. */
export interface ResponseHead {
  readonly id?: string;
  readonly status: QuestionnaireResponse['status'];
  /** UTC ISO instant. */
  readonly authored?: string;
  readonly author?: { readonly reference: string; readonly display?: string };
  readonly subject?: { readonly reference: string };
}

/** Builds the FHIR response of open, answered items in document order; groups without an answer are left out. */
export function buildResponse(
  form: CompiledForm,
  source: ResponseSource,
  head: ResponseHead = { status: 'in-progress' },
): QuestionnaireResponse {
  const { questionnaire } = form;
  return {
    resourceType: 'QuestionnaireResponse',
    ...head,
    questionnaire: `${questionnaire.url}|${questionnaire.version}`,
    item: itemsOf(
      form.nodes.filter((node) => node.parent === null),
      source,
      head.status !== 'in-progress',
    ),
  };
}

/** The record of truth: what is open, and nothing else. */
export function completedResponse(view: View, head: ResponseHead): QuestionnaireResponse {
  return buildResponse(
    view.form,
    {
      isOpen: (node) => view.open.has(node.linkId),
      answersOf: (node) => view.open.get(node.linkId)?.answers ?? [],
    },
    head,
  );
}

function itemsOf(nodes: readonly FormNode[], source: ResponseSource, withText: boolean): ResponseItem[] {
  const items: ResponseItem[] = [];
  for (const node of nodes) {
    if (!source.isOpen(node) || node.kind === 'display') continue;
    const below = itemsOf(node.children, source, withText);
    const head = {
      linkId: node.item.linkId,
      ...(withText && node.item.text ? { text: node.item.text } : {}),
    };
    const add = (item: ResponseItem) => {
      items.push(item);
      source.built?.(node, item);
    };
    if (node.kind === 'group') {
      if (below.length > 0) add({ ...head, item: below });
      continue;
    }
    const answers = source.answersOf(node);
    if (answers.length > 0) {
      const under = (index: number) =>
        node.splits
          ? itemsOf(
              node.children.filter((child) => child.path[node.path.length] === index),
              source,
              withText,
            )
          : below;
      add({
        ...head,
        answer: answers.map((answer, index) => {
          const hanging = under(index);
          return hanging.length > 0 ? { ...answer, item: hanging } : answer;
        }),
      });
    } else if (below.length > 0) {
      // FHIR hangs children under an answer; without one they stand under the item, so that no answer is lost.
      add({ ...head, item: below });
    }
  }
  return items;
}
