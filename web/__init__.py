"""HTTP: GraphQL over HTTP, sessions, GraphiQL, health, and the mapping from an error to a response."""
