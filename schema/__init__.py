"""The graph that clients see: Strawberry types, queries, and the committed registry.graphql."""
