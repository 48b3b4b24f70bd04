"""The money desk: U.S. monetary policy, from the decision to markets and the economy."""
