/** The example queries, in the order of their tabs; each file begins with its own explanation in Ukrainian. */
import bloodBank from './examples/blood-bank.graphql?raw';
import employeeSearch from './examples/employee-search.graphql?raw';
import vacancies from './examples/vacancies.graphql?raw';
import overdueVerification from './examples/overdue-verification.graphql?raw';
import publicFacilities from './examples/public-facilities.graphql?raw';

export interface Example {
  title: string;
  query: string;
}

export const EXAMPLES: readonly Example[] = [
  { title: 'Лікарняний банк крові', query: bloodBank },
  { title: 'Пошук працівника', query: employeeSearch },
  { title: 'Вакансії', query: vacancies },
  { title: 'Прострочена повірка', query: overdueVerification },
  { title: 'Заклади для всіх', query: publicFacilities },
];
