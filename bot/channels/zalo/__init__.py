"""What both channels of Zalo share: what is said, numbered menus, delivery, and calls over HTTP."""
