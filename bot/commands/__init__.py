"""The commands of `hoidap`, one module a family; each is imported only when it is called."""
