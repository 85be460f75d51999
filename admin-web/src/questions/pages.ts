import {QuestionFilled} from '@element-plus/icons-vue';
import type {Page} from '@/app/page';

export const questionPages: Page[] = [
  {
    path: 'questions',
    name: 'questions',
    campaign: true,
    title: ['答疑', 'Questions'],
    component: () => import('./QuestionsPage.vue'),
    nav: {order: 18, icon: QuestionFilled},
  },
];
