"""Writers: what turns draft sentences into prose."""
